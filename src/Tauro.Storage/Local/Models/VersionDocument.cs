using Tauro.Contracts.Models;

namespace Tauro.Storage.Local.Models;

/// <summary>
/// A version as it is kept. Its name and aliases are those of its model, filled in when it is read, so that a rename or
/// a moved alias is one small document.
/// </summary>
/// <param name="Version">The version; its name and aliases are as of when it was written.</param>
/// <param name="SourceRunSequence">The sequence in Tracking's log of what is kept of its source run; 0 for none.</param>
internal sealed record VersionDocument(ModelVersion Version, long SourceRunSequence = 0);
