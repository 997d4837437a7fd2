namespace Tauro.Stores.Local.Journals;

/// <summary>Applies one frame that is read from the journal.</summary>
internal delegate void JournalReplay(long sequence, ReadOnlySpan<byte> payload);
