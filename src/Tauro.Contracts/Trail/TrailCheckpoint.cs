namespace Tauro.Contracts.Trail;

/// <summary>
/// The end of a trail at some moment. Keep it elsewhere: a trail that is verified against it cannot have been shortened
/// or rewritten before that entry.
/// </summary>
/// <param name="Service"><c>tracking</c> or <c>registry</c>.</param>
/// <param name="Sequence">The newest entry; 0 when the trail is empty.</param>
/// <param name="Hash">The hash of that entry; 64 zeros when the trail is empty.</param>
/// <param name="Time">The time of that entry, in Unix milliseconds.</param>
public sealed record TrailCheckpoint(string Service, long Sequence, string Hash, long Time);
