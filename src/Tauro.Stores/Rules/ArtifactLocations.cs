namespace Tauro.Stores.Rules;

/// <summary>The locations of artifacts.</summary>
public static class ArtifactLocations
{
    /// <summary>Returns a path below a location; the query of a URI stays at the end.</summary>
    public static string Below(string location, string path)
    {
        var query = location.Contains("://", StringComparison.Ordinal) ? location.IndexOf('?') : -1;
        return query < 0
            ? $"{location.TrimEnd('/')}/{path}"
            : $"{location[..query].TrimEnd('/')}/{path}{location[query..]}";
    }
}
