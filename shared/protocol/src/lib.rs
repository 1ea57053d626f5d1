//! Everything that crosses a wire, versioned.
//!
//! [`frames`] over the WebSocket, [`http`] bodies at the store, [`sync`] between store and HQ,
//! [`hq`] bodies at HQ, [`printers`] rows of the printers page, [`csv`] files to keep. TypeScript types are
//! generated from these ([`typescript`]) and a test proves them current. Owns no socket.
//!
//! Readers of frames and events pass over fields they do not know, so that an older reader goes on
//! beside a newer writer; commands are read strictly.

pub mod csv;
pub mod frames;
pub mod hq;
pub mod http;
pub mod member_page;
pub mod printers;
pub mod reports;
pub mod sync;
pub mod typescript;

/// The version of the frames; a terminal that speaks another is told to reload.
pub const PROTOCOL_VERSION: u32 = 1;
/// Bytes in a frame from a client at most.
pub const CLIENT_FRAME_BYTES_MAX: usize = 64 * 1024;
/// Milliseconds between heartbeats.
pub const HEARTBEAT_MS: u32 = 1_000;
