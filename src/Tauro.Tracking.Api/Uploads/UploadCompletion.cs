namespace Tauro.Tracking.Api.Uploads;

/// <summary>What the finished artifact must be.</summary>
/// <param name="Sha256">Hexadecimal; checked when it is given.</param>
internal sealed record UploadCompletion(string? Sha256 = null);
