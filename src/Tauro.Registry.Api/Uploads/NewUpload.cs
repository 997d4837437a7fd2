namespace Tauro.Registry.Api.Uploads;

/// <summary>A file that is going to be uploaded in parts.</summary>
/// <param name="Path">Relative to the version's root.</param>
/// <param name="SizeBytes">Checked on completion when it is given.</param>
internal sealed record NewUpload(string? Path = null, long? SizeBytes = null);
