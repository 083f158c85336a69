//! What stops one file. Nothing here stops a batch.

use std::time::Duration;

/// Why a document could not be converted. The message is one line and says what to do where something can be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file has no bytes.
    #[error("the file is empty (0 bytes); download it again")]
    Empty,
    /// The bytes are in no format jixiao reads.
    #[error(
        "not a document jixiao reads: the bytes look like {found}; expected PDF, text (.txt), Markdown, HTML, Word (.docx) or Excel (.xlsx)"
    )]
    UnknownFormat {
        /// What the bytes look like.
        found: String,
    },
    /// The file's structure is too damaged to find its content.
    #[error("damaged {format}: {cause}; open it in the program it is made for and save it again, or download it again")]
    Damaged {
        /// What kind of file it is: PDF, Word document …
        format: &'static str,
        /// What is broken.
        cause: String,
    },
    /// A password is needed.
    #[error("password-protected PDF: it opens only with a password; pass it with --password")]
    Password,
    /// The password given is not the right one.
    #[error("password-protected PDF: the password given with --password does not open it")]
    WrongPassword,
    /// The encryption is of a kind that cannot be read.
    #[error("encrypted PDF of an unsupported kind: {cause}")]
    UnsupportedEncryption {
        /// Which.
        cause: String,
    },
    /// A limit of time or size was reached.
    #[error("{}{limit} exceeded; raise it with {option} if the document is trusted", at(*page))]
    Limit {
        /// Page number from 1; 0 where no page was reached.
        page: u32,
        /// Which limit, with its value.
        limit: String,
        /// The option that raises it.
        option: &'static str,
    },
    /// It took too long.
    #[error("{}the time limit of {} s is exceeded; raise it with --timeout", at(*page), limit.as_secs())]
    Timeout {
        /// Page number from 1; 0 where no page was reached.
        page: u32,
        /// The limit.
        limit: Duration,
    },
    /// A defect in jixiao or a library it uses; the batch goes on.
    #[error("{}internal error ({cause}); please report the file", at(*page))]
    Internal {
        /// Page number from 1; 0 where no page is known.
        page: u32,
        /// The panic's message.
        cause: String,
    },
    /// The text is in no encoding jixiao knows.
    #[error("text in an unknown encoding (neither UTF-8, UTF-16 nor GB18030); first bad byte at offset {offset}")]
    Encoding {
        /// Offset of the first byte that fits none.
        offset: usize,
    },
}

/// The page as a message begins with it; nothing where no page is known.
fn at(page: u32) -> String {
    if page == 0 { String::new() } else { format!("page {page}: ") }
}
