namespace Tauro.Web.Parts;

/// <summary>Filters in MLflow's grammar.</summary>
internal static class FilterText
{
    /// <summary>Returns a filter for what has these characters in its name; null without any.</summary>
    public static string? ForName(string? part)
    {
        if (string.IsNullOrEmpty(part)) return null;
        var literal = part.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace("'", "''");
        return $"name ILIKE '%{literal}%'";
    }
}
