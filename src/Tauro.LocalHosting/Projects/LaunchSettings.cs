using System.Text.Json;

namespace Tauro.LocalHosting;

/// <summary>A project's <c>Properties/launchSettings.json</c>.</summary>
public sealed class LaunchSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];

    internal static LaunchSettings? Read(string projectFile)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectFile)!, "Properties", "launchSettings.json");
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), Json) : null;
        }
        catch (JsonException malformed)
        {
            throw new DistributedApplicationException($"{path} is not valid JSON: {malformed.Message}", malformed);
        }
    }
}
