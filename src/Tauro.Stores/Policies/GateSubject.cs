using Tauro.Contracts.Models;

namespace Tauro.Stores.Policies;

/// <summary>The version and the state that rules are evaluated on.</summary>
/// <param name="Version">The version that changes.</param>
/// <param name="Digest">The digest of its files.</param>
/// <param name="Input">What was loaded with it.</param>
/// <param name="Now">Unix milliseconds.</param>
internal sealed record GateSubject(ModelVersion Version, string Digest, GateInput Input, long Now);
