//! The findings of a run as other systems take them up: `findings.jsonl` and `findings.sarif`.

use super::part::Part;
use super::run::{Failure, Settings};
use super::staged::Staged;
use crate::emit::sarif;
use std::path::Path;

/// The two files in the making, where they are wanted.
pub struct Listing {
    jsonl: Option<Staged>,
    sarif: Option<Staged>,
    /// Whether a result stands in the SARIF file already.
    begun: bool,
}

impl Listing {
    /// Begins the files.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn begin(staging: &Path, settings: &Settings) -> Result<Self, Failure> {
        let file = |wanted: bool, name: &str| wanted.then(|| Staged::begin(staging.join(name))).transpose();
        let jsonl = file(settings.formats.jsonl, "findings.jsonl")?;
        let mut sarif = file(settings.formats.sarif, "findings.sarif")?;
        if let Some(file) = &mut sarif {
            file.append(sarif::head(settings.lang).as_bytes())?;
        }
        Ok(Listing { jsonl, sarif, begun: false })
    }

    /// Appends the findings of a document.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append(&mut self, part: &Part) -> Result<(), Failure> {
        if let (Some(file), Some(lines)) = (&mut self.jsonl, &part.jsonl) {
            file.append(lines.as_bytes())?;
        }
        if let (Some(file), Some(results)) = (&mut self.sarif, part.sarif.as_ref().filter(|text| !text.is_empty())) {
            if self.begun {
                file.append(sarif::BETWEEN.as_bytes())?;
            }
            file.append(results.as_bytes())?;
            self.begun = true;
        }
        Ok(())
    }

    /// Ends the files; their names.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn finish(self) -> Result<Vec<String>, Failure> {
        let Listing { jsonl, sarif, .. } = self;
        let mut names = Vec::new();
        if let Some(file) = jsonl {
            names.push(file.close()?);
        }
        if let Some(mut file) = sarif {
            file.append(sarif::TAIL.as_bytes())?;
            names.push(file.close()?);
        }
        Ok(names)
    }
}
