namespace Tauro.Stores.Local.Journals;

/// <summary>Takes one frame read back.</summary>
internal delegate void JournalReplay(long sequence, ReadOnlySpan<byte> payload);
