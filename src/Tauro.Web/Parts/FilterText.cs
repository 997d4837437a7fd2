using Tauro.Contracts;

namespace Tauro.Web.Parts;

/// <summary>Filters in MLflow's grammar.</summary>
internal static class FilterText
{
    /// <summary>Returns a filter for what has these characters in its name; null without any.</summary>
    public static string? ForName(string? part)
    {
        if (string.IsNullOrEmpty(part)) return null;
        var literal = part.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
        return $"name ILIKE {Quote($"%{literal}%")}";
    }

    /// <summary>Returns a string as a filter has it.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "''")}'";

    /// <summary>Returns a filter for the runs with these ids.</summary>
    public static string ForRuns(IEnumerable<string> ids) =>
        $"attributes.run_id IN ({string.Join(", ", ids.Select(Quote))})";

    /// <summary>Returns a filter for what matches both.</summary>
    public static string And(string? filter, string condition) =>
        string.IsNullOrWhiteSpace(filter) ? condition : $"({filter}) AND {condition}";

    /// <summary>Returns a filter for models, which are not prompts.</summary>
    public static string ForModels(string? part) => And(ForName(part), $"NOT {Prompts}");

    /// <summary>Returns a filter for prompts: these are models with a tag.</summary>
    public static string ForPrompts(string? part) => And(ForName(part), Prompts);

    private static string Prompts => $"tags.`{TagNames.IsPrompt}` ILIKE 'true'";
}
