namespace Tauro.Stores.Rules;

/// <summary>Where artifacts go.</summary>
public static class ArtifactLocations
{
    /// <summary>A path below a location; what follows a <c>?</c> in a URI stays last.</summary>
    public static string Below(string location, string path)
    {
        var query = location.Contains("://", StringComparison.Ordinal) ? location.IndexOf('?') : -1;
        return query < 0
            ? $"{location.TrimEnd('/')}/{path}"
            : $"{location[..query].TrimEnd('/')}/{path}{location[query..]}";
    }
}
