//! The models that find and read text: PP-OCR (Baidu, Apache-2.0) in ONNX form.

use rten::{Model, ModelOptions};
use std::sync::OnceLock;

/// A model file, and the package of the Python Package Index that it travels in.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name in the models folder.
    pub name: &'static str,
    /// Its SHA-256, lower-case hexadecimal.
    pub sha256: &'static str,
    /// The package, with its version.
    pub package: &'static str,
    /// Its path in the package.
    pub path: &'static str,
    /// What it is, and under which licence.
    pub about: &'static str,
}

/// The recogniser: one line of text → characters; it knows 18 708 of them.
pub const RECOGNISER: File = File {
    name: "PP-OCRv6_rec_small.onnx",
    sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    package: "rapidocr==3.10.0",
    path: "rapidocr/models/PP-OCRv6_rec_small.onnx",
    about: "PP-OCRv6 small recogniser, PaddleOCR authors (Baidu), Apache-2.0",
};

/// The models of a run: loaded when the first scanned page is met, and used by every document from then on.
pub struct Models {
    name: String,
    load: Box<dyn Fn() -> Result<Vec<u8>, String> + Send + Sync>,
    loaded: OnceLock<Result<Loaded, String>>,
}

/// Models in memory.
pub(super) struct Loaded {
    /// A line of text → a character or none at each step.
    pub recogniser: Model,
    /// The characters by label; label 0 is none.
    pub characters: Vec<char>,
}

impl std::fmt::Debug for Models {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What is made with them depends on which they are, not on whether they are in memory yet.
        formatter.debug_tuple("Models").field(&self.name).finish()
    }
}

impl Models {
    /// Models whose recogniser's bytes come from a function; it is called once, when they are needed. The name tells them
    /// from others.
    pub fn from_loader(name: String, load: impl Fn() -> Result<Vec<u8>, String> + Send + Sync + 'static) -> Models {
        Models { name, load: Box::new(load), loaded: OnceLock::new() }
    }

    pub(super) fn get(&self) -> Result<&Loaded, &str> {
        self.loaded.get_or_init(|| (self.load)().and_then(Loaded::of)).as_ref().map_err(String::as_str)
    }
}

impl Loaded {
    fn of(recogniser: Vec<u8>) -> Result<Loaded, String> {
        // Weights laid out once for every line that is read.
        let recogniser = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(recogniser)
            .map_err(|error| format!("the recogniser cannot be loaded ({error})"))?;
        let listed = recogniser.metadata().fields().find(|(name, _)| *name == "character");
        let Some((_, listed)) = listed else {
            return Err("the recogniser does not say which characters it knows".to_owned());
        };
        // A blank first, the listed ones, a space last, as PaddleOCR counts labels.
        let mut characters = vec!['\0'];
        characters.extend(listed.split('\n').map(|line| line.trim_end_matches('\r').chars().next().unwrap_or(' ')));
        characters.push(' ');
        Ok(Loaded { recogniser, characters })
    }
}
