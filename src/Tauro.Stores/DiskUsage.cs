namespace Tauro.Stores;

/// <summary>The size of a disk, and how much of it can still be written.</summary>
public readonly record struct DiskUsage(long FreeBytes, long TotalBytes);
