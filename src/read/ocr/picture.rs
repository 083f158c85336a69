//! A page as grey pixels.

/// Grey pixels, row by row from the top; 0 is black, 255 is paper.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width × height` pixels.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// A row.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }

    /// The grey between pixels, bilinear; beyond the edge is paper.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (share_x, share_y) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let upper = self.pixel(left, top) * (1.0 - share_x) + self.pixel(left + 1, top) * share_x;
        let lower = self.pixel(left, top + 1) * (1.0 - share_x) + self.pixel(left + 1, top + 1) * share_x;
        upper * (1.0 - share_y) + lower * share_y
    }

    fn pixel(&self, x: i64, y: i64) -> f32 {
        if x < 0 || y < 0 || x >= self.width as i64 || y >= self.height as i64 {
            return 255.0;
        }
        f32::from(self.pixels[y as usize * self.width + x as usize])
    }

    /// Half the size in both directions, by the mean of four pixels.
    pub fn halved(&self) -> Picture {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let (upper, lower) = (self.row(2 * y), self.row(2 * y + 1));
            for (a, b) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
                let sum = u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]);
                pixels.push((sum / 4) as u8);
            }
        }
        Picture { width, height, pixels }
    }

    /// With the paper everywhere at 255: scans are uneven, and paper is seldom white. The paper's grey is taken from blocks,
    /// as what all but their lightest pixels stay below, and between the blocks' middles in proportion.
    pub fn with_white_paper(&self) -> Picture {
        const BLOCK: usize = 64;
        let columns = self.width.div_ceil(BLOCK);
        let rows = self.height.div_ceil(BLOCK);
        let mut paper = Vec::with_capacity(columns * rows);
        for block in 0..rows * columns {
            let (x, y) = ((block % columns) * BLOCK, (block / columns) * BLOCK);
            let mut counts = [0_u32; 256];
            let mut all = 0;
            for row in y..(y + BLOCK).min(self.height) {
                for &pixel in &self.row(row)[x..(x + BLOCK).min(self.width)] {
                    counts[usize::from(pixel)] += 1;
                    all += 1;
                }
            }
            paper.push(above(&counts, all / 5).max(DARKEST_PAPER));
        }
        let mut pixels = Vec::with_capacity(self.pixels.len());
        let mut scale = vec![0.0_f32; self.width];
        for y in 0..self.height {
            if y % 8 == 0 {
                let (row, share) = between(y, BLOCK, rows);
                for (x, scale) in scale.iter_mut().enumerate() {
                    let (column, across) = between(x, BLOCK, columns);
                    let value = |row: usize, column: usize| {
                        f32::from(paper[row.min(rows - 1) * columns + column.min(columns - 1)])
                    };
                    let upper = value(row, column) * (1.0 - across) + value(row, column + 1) * across;
                    let lower = value(row + 1, column) * (1.0 - across) + value(row + 1, column + 1) * across;
                    *scale = 255.0 / (upper * (1.0 - share) + lower * share);
                }
            }
            pixels.extend(self.row(y).iter().zip(&scale).map(|(&pixel, scale)| (f32::from(pixel) * scale) as u8));
        }
        Picture { width: self.width, height: self.height, pixels }
    }
}

/// A block darker than this is a picture or a bar, not paper.
const DARKEST_PAPER: u8 = 120;

/// The grey that so many pixels lie above.
fn above(counts: &[u32; 256], lightest: u32) -> u8 {
    let mut left = lightest;
    for grey in (0..=255_u8).rev() {
        let count = counts[usize::from(grey)];
        if count > left {
            return grey;
        }
        left -= count;
    }
    0
}

/// The block whose middle lies before a pixel, and how far the pixel is on the way to the next one's.
fn between(at: usize, block: usize, blocks: usize) -> (usize, f32) {
    let place = (at as f32 - block as f32 / 2.0) / block as f32;
    if place <= 0.0 {
        return (0, 0.0);
    }
    let first = (place as usize).min(blocks - 1);
    (first, place - first as f32)
}
