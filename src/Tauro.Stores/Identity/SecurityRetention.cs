namespace Tauro.Stores.Identity;

/// <summary>Which entries about sign-ins, invalid credentials and refused requests are kept.</summary>
/// <param name="EntriesMax">The number of entries; the oldest are removed first.</param>
/// <param name="Age">How long each is kept.</param>
public sealed record SecurityRetention(int EntriesMax, TimeSpan Age);
