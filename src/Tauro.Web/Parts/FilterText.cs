namespace Tauro.Web.Parts;

/// <summary>Literals of filters.</summary>
internal static class FilterText
{
    /// <summary>Returns a quoted pattern for LIKE that matches every name with these characters in it.</summary>
    public static string Contains(string part) => $"'%{part.Replace("'", "''", StringComparison.Ordinal)}%'";
}
