namespace Tauro.Contracts.Runs;

/// <summary>Data that runs read. Within an experiment it is known by name and digest, and never changes.</summary>
/// <param name="Name">For example <c>train</c>; up to <see cref="Limits.NameLengthMax"/> characters.</param>
/// <param name="Digest">A short hash of the content; up to <see cref="Limits.DatasetDigestLengthMax"/>.</param>
/// <param name="SourceType">Where it comes from: <c>local</c>, <c>s3</c>, <c>code</c>.</param>
/// <param name="Source">The place, in the form of its type; never opened by the service.</param>
/// <param name="Schema">Columns and types, mostly JSON.</param>
/// <param name="Profile">Statistics, mostly JSON.</param>
public sealed record Dataset(
    string Name, string Digest, string SourceType, string Source, string? Schema = null, string? Profile = null);
