//! Writes PDFs by hand, so that they can be as wrong as a test wants them.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A PDF in the making: object `n` is the `n`th added, from 1.
#[derive(Default)]
pub struct Pdf {
    objects: Vec<Vec<u8>>,
}

impl Pdf {
    /// Object 1 is the catalog, object 2 the page tree with one page, object 3.
    pub fn with_page(page: &str) -> Pdf {
        let mut pdf = Pdf::default();
        pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        pdf.add(&format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} >>"));
        pdf
    }

    /// Adds an object; its number.
    pub fn add(&mut self, object: &str) -> usize {
        self.add_bytes(object.as_bytes().to_vec())
    }

    /// Adds an object; its number.
    pub fn add_bytes(&mut self, object: Vec<u8>) -> usize {
        self.objects.push(object);
        self.objects.len()
    }

    /// Adds a stream as it is; its number.
    pub fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.add_bytes(object)
    }

    /// Adds a stream, deflated; its number.
    pub fn deflated(&mut self, entries: &str, data: &[u8]) -> usize {
        self.stream(&format!("{entries} /Filter /FlateDecode"), &deflate(data))
    }

    /// The bytes, with a cross-reference table.
    pub fn finish(self) -> Vec<u8> {
        self.finish_with("")
    }

    /// The bytes, with a cross-reference table and further entries in the trailer.
    pub fn finish_with(self, trailer: &str) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            offsets.push(bytes.len());
            bytes.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            bytes.extend_from_slice(object);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let at = bytes.len();
        let size = offsets.len() + 1;
        bytes.extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
        for offset in offsets {
            bytes.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        bytes.extend_from_slice(
            format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n").as_bytes(),
        );
        bytes
    }
}

/// Deflates data.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

/// Deflates `times` repetitions of data without having them in memory.
pub fn deflate_repeated(data: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..times {
        encoder.write_all(data).expect("memory takes everything");
    }
    encoder.finish().expect("memory takes everything")
}
