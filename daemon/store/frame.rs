//! How records and rows look on disk. All numbers are little-endian.
//!
//! A frame is a header of [`HEADER`] bytes and a payload:
//!
//! ```text
//!  0  u32  length of the payload
//!  4  u32  check: CRC-32 of bytes 0..4, 8..24 and the payload
//!  8  u64  seq, from 1: so that zeros written ahead are never a frame
//! 16  u32  back: how many records stand before this one in its group
//! 20  u32  prev: the check of the frame before this one
//! 24       payload: body length (varint), body, number of rows (varint), rows
//! ```
//!
//! A row is: key length (varint), key, then 0 for a deletion or value length + 1 (varint) and the value.
//!
//! `prev` ties each record to all before it: bytes of another history, or behind a lost segment, do not pass.
//! `back` tells which records were flushed together. A record whose group began behind a damaged place proves
//! that the damaged place had been flushed: that is what tells decay from an unfinished write.

use super::{Error, KEY_BYTES_MAX, RECORD_BYTES_MAX, Record, Row, VALUE_BYTES_MAX};

/// Bytes before the payload.
pub(super) const HEADER: usize = 24;

/// The fields of a frame, without its payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) length: u32,
    pub(super) check: u32,
    pub(super) seq: u64,
    pub(super) back: u32,
    pub(super) prev: u32,
}

impl Head {
    pub(super) fn read(bytes: &[u8; HEADER]) -> Self {
        Self {
            length: u32_at(bytes, 0),
            check: u32_at(bytes, 4),
            seq: u64_at(bytes, 8),
            back: u32_at(bytes, 16),
            prev: u32_at(bytes, 20),
        }
    }

    /// Whether these bytes are the payload this header was written with.
    pub(super) fn fits(&self, payload: &[u8]) -> bool {
        payload.len() == self.length as usize && self.check == self.check_of(payload)
    }

    fn check_of(&self, payload: &[u8]) -> u32 {
        let mut crc = crc32fast::Hasher::new();
        crc.update(&self.length.to_le_bytes());
        crc.update(&self.seq.to_le_bytes());
        crc.update(&self.back.to_le_bytes());
        crc.update(&self.prev.to_le_bytes());
        crc.update(payload);
        crc.finalize()
    }
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("a slice of four bytes"))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("a slice of eight bytes"))
}

/// Appends one framed record to `out` and gives its check. The caller has held the payload to
/// [`RECORD_BYTES_MAX`], see [`check_record`].
pub(super) fn write(out: &mut Vec<u8>, seq: u64, back: u32, prev: u32, body: &[u8], rows: &[Row]) -> u32 {
    let start = out.len();
    out.extend_from_slice(&[0; HEADER]);
    put_varint(out, body.len() as u64);
    out.extend_from_slice(body);
    put_varint(out, rows.len() as u64);
    for (key, value) in rows {
        put_row(out, key, value.as_deref());
    }
    let length = u32::try_from(out.len() - start - HEADER).expect("held to RECORD_BYTES_MAX");
    let mut head = Head { length, check: 0, seq, back, prev };
    head.check = head.check_of(&out[start + HEADER..]);
    let header = &mut out[start..start + HEADER];
    header[0..4].copy_from_slice(&head.length.to_le_bytes());
    header[4..8].copy_from_slice(&head.check.to_le_bytes());
    header[8..16].copy_from_slice(&head.seq.to_le_bytes());
    header[16..20].copy_from_slice(&head.back.to_le_bytes());
    header[20..24].copy_from_slice(&head.prev.to_le_bytes());
    head.check
}

/// Holds one record to the limits, before anything is written.
pub(super) fn check_record((body, rows): &(Vec<u8>, Vec<Row>)) -> Result<(), Error> {
    let bytes = payload_bytes(body, rows);
    if bytes > RECORD_BYTES_MAX {
        return Err(Error::RecordTooLarge { bytes });
    }
    rows.iter().try_for_each(check_row)
}

pub(super) fn check_row((key, value): &Row) -> Result<(), Error> {
    let readable = || key.escape_ascii().to_string();
    if key.first().is_none_or(|&byte| byte == 0) {
        return Err(Error::BadKey { key: readable() });
    }
    if key.len() > KEY_BYTES_MAX {
        return Err(Error::RowTooLarge { key: readable(), bytes: key.len(), limit: KEY_BYTES_MAX });
    }
    let bytes = value.as_ref().map_or(0, Vec::len);
    if bytes > VALUE_BYTES_MAX {
        return Err(Error::RowTooLarge { key: readable(), bytes, limit: VALUE_BYTES_MAX });
    }
    Ok(())
}

/// How long the payload of a record will be, at most.
pub(super) fn payload_bytes(body: &[u8], rows: &[Row]) -> usize {
    /// The longest varint of a length.
    const LENGTH: usize = 10;
    let rows: usize = rows.iter().map(|(k, v)| k.len() + v.as_ref().map_or(0, Vec::len) + 2 * LENGTH).sum();
    body.len() + rows + 2 * LENGTH
}

/// Appends one row.
pub(super) fn put_row(out: &mut Vec<u8>, key: &[u8], value: Option<&[u8]>) {
    put_varint(out, key.len() as u64);
    out.extend_from_slice(key);
    match value {
        None => out.push(0),
        Some(value) => {
            put_varint(out, value.len() as u64 + 1);
            out.extend_from_slice(value);
        }
    }
}

fn put_varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(n);
        }
    }
    None
}

fn take<'a>(bytes: &mut &'a [u8], length: u64) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
    *bytes = rest;
    Some(taken)
}

/// One row of encoded bytes, borrowed; `None` when they do not hold a row.
pub(super) fn take_row<'a>(bytes: &mut &'a [u8]) -> Option<(&'a [u8], Option<&'a [u8]>)> {
    let length = take_varint(bytes)?;
    let key = take(bytes, length)?;
    let value = match take_varint(bytes)? {
        0 => None,
        n => Some(take(bytes, n - 1)?),
    };
    Some((key, value))
}

/// The body of a payload, and a walk over its rows; `None` when the payload is not one.
pub(super) fn parts(mut payload: &[u8]) -> Option<(&[u8], RowsOf<'_>)> {
    let length = take_varint(&mut payload)?;
    let body = take(&mut payload, length)?;
    let left = take_varint(&mut payload)?;
    Some((body, RowsOf { bytes: payload, left }))
}

/// The rows of a payload, borrowed. Yields `None` as an item's error when the bytes end early.
pub(super) struct RowsOf<'a> {
    bytes: &'a [u8],
    left: u64,
}

impl<'a> Iterator for RowsOf<'a> {
    type Item = Option<(&'a [u8], Option<&'a [u8]>)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let row = take_row(&mut self.bytes);
        if row.is_none() {
            self.left = 0;
        }
        Some(row)
    }
}

/// A payload as a record of its own.
pub(super) fn record(seq: u64, payload: &[u8]) -> Option<Record> {
    let (body, rows) = parts(payload)?;
    let rows =
        rows.map(|row| row.map(|(k, v)| (k.to_vec(), v.map(<[u8]>::to_vec)))).collect::<Option<_>>()?;
    Some(Record { seq, body: body.to_vec(), rows })
}
