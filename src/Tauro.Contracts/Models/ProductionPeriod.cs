namespace Tauro.Contracts.Models;

/// <summary>A time in which a version was in Production.</summary>
/// <param name="Version">The number of the version, which may be deleted by now.</param>
/// <param name="From">Unix milliseconds; absent if an earlier build moved it there.</param>
/// <param name="To">Unix milliseconds; absent while it is in Production.</param>
/// <param name="IsRolledBack">Whether a rollback ended it: a later rollback does not return to this version.</param>
public sealed record ProductionPeriod(int Version, long? From = null, long? To = null, bool IsRolledBack = false);
