namespace Tauro.Web.Parts;

/// <summary>Literals of filters.</summary>
internal static class FilterText
{
    /// <summary>Returns a quoted pattern for LIKE that matches every name with these characters in it.</summary>
    public static string Contains(string part)
    {
        var literal = part.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace("'", "''");
        return $"'%{literal}%'";
    }
}
