using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>The params, metrics and tags that a list returns of each run. The attributes are always returned.</summary>
public sealed class RunSelection
{
    private readonly Keys parameters = new();
    private readonly Keys metrics = new();
    private readonly Keys tags = new();

    private RunSelection()
    {
    }

    /// <summary>Parses fields such as <c>metrics.loss</c>, <c>params.opt*</c> and <c>tags</c>; null for all.</summary>
    public static StoreOutcome<RunSelection?> Parse(IReadOnlyList<string>? fields)
    {
        if (fields is null or []) return (RunSelection?)null;
        if (fields.Count > Limits.SelectedFieldsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{fields.Count} fields were requested; the limit is {Limits.SelectedFieldsMax}. Use a pattern.");
        var selection = new RunSelection();
        foreach (var field in fields)
        {
            if (selection.Add(field)) continue;
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"'{FilterSyntaxException.Short(field)}' is not a field to return; use attributes, params, metrics or "
                + "tags, or a key or pattern of these such as metrics.loss or params.opt*.");
        }

        return selection;
    }

    /// <summary>Returns a run without the params, metrics and tags that are not selected.</summary>
    public Run Apply(Run run) => run with
    {
        Params = parameters.Select(run.Params),
        Metrics = metrics.Select(run.Metrics),
        // The attribute parent_run_id is read from this tag.
        Tags = tags.Select(run.Tags, TagNames.ParentRunId),
    };

    private bool Add(string field)
    {
        var dot = field.IndexOf('.');
        var (kind, key) = dot < 0 ? (field, "*") : (field[..dot], field[(dot + 1)..]);
        if (key.Length is 0 or > Limits.KeyLengthMax) return false;
        switch (kind.ToLowerInvariant())
        {
            case "attributes":
                return dot < 0 || key == "*";
            case "param" or "params":
                parameters.Add(key);
                return true;
            case "metric" or "metrics":
                metrics.Add(key);
                return true;
            case "tag" or "tags":
                tags.Add(key);
                return true;
            default:
                return false;
        }
    }

    private sealed class Keys
    {
        private readonly HashSet<string> names = new(StringComparer.Ordinal);
        private readonly List<LikePattern> patterns = [];

        public void Add(string key)
        {
            if (NameGlob.IsGlob(key)) patterns.Add(new LikePattern(NameGlob.ToLike(key)));
            else names.Add(key);
        }

        public Dictionary<string, T> Select<T>(IReadOnlyDictionary<string, T> all, string? always = null)
        {
            var selected = new Dictionary<string, T>(StringComparer.Ordinal);
            if (names.Count + patterns.Count == 0 && always is null) return selected;
            foreach (var (key, value) in all)
                if (names.Contains(key) || key == always || patterns.Exists(pattern => pattern.IsMatch(key)))
                    selected[key] = value;
            return selected;
        }
    }
}
