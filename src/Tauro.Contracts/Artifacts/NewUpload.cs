namespace Tauro.Contracts.Artifacts;

/// <summary>What is going to be uploaded.</summary>
/// <param name="Path">Relative to the root of the run or version.</param>
/// <param name="SizeBytes">Checked when it is given.</param>
public sealed record NewUpload(string Path, long? SizeBytes = null);
