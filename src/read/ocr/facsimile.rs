//! The page as it was read, small and in sixteen greys, for whoever compares a value with the image: a PNG (ISO/IEC 15948).

use super::picture::Picture as Grey;
use crate::read::document::Picture;
use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write;

/// The picture at half its size; `None` where it cannot be packed.
pub(super) fn of(picture: &Grey) -> Option<Picture> {
    let small = picture.halved();
    let mut rows = Vec::with_capacity((small.width.div_ceil(2) + 1) * small.height);
    for y in 0..small.height {
        rows.push(0); // no filter
        for pair in small.row(y).chunks(2) {
            let right = pair.get(1).copied().unwrap_or(255);
            rows.push((pair[0] & 0xF0) | (right >> 4));
        }
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&rows).ok()?;
    let packed = packed.finish().ok()?;
    let (width, height) = (u32::try_from(small.width).ok()?, u32::try_from(small.height).ok()?);
    let mut header = Vec::with_capacity(13);
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    // Four bits a pixel, grey, deflate, standard filters, not interlaced.
    header.extend_from_slice(&[4, 0, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut bytes, b"IHDR", &header);
    chunk(&mut bytes, b"IDAT", &packed);
    chunk(&mut bytes, b"IEND", &[]);
    Some(Picture { media_type: "image/png", bytes })
}

fn chunk(bytes: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    bytes.extend_from_slice(&(data.len() as u32).to_be_bytes());
    bytes.extend_from_slice(name);
    bytes.extend_from_slice(data);
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    bytes.extend_from_slice(&crc.sum().to_be_bytes());
}
