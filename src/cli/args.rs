//! The arguments of each command.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Turns the budget-performance disclosures of Chinese government bureaus into audited data.
#[derive(Debug, Parser)]
#[command(name = "jixiao", version, about, arg_required_else_help = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Convert documents into data and a validation report
    Convert(Convert),
}

/// Arguments of `convert`.
#[derive(Debug, clap::Args)]
pub struct Convert {
    /// Files, or folders that are searched to the bottom
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Folder for the results; made if it is not there
    #[arg(short, long, default_value = "output")]
    pub output: PathBuf,
    /// End with exit code 1 if a finding of severity error was made
    #[arg(long)]
    pub strict: bool,
    /// Print errors only
    #[arg(short, long)]
    pub quiet: bool,
    /// Documents converted at once [default: one a processor]
    #[arg(short, long)]
    pub jobs: Option<usize>,
    /// Password of encrypted PDFs
    #[arg(long)]
    pub password: Option<String>,
}
