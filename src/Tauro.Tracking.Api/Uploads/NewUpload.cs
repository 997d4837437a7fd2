namespace Tauro.Tracking.Api.Uploads;

/// <summary>What is going to be uploaded.</summary>
/// <param name="Path">Relative to the run's artifact root.</param>
/// <param name="SizeBytes">Checked when it is given.</param>
internal sealed record NewUpload(string Path, long? SizeBytes = null);
