using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>MLflow's checks of the names of metrics, params and tags, with its messages.</summary>
internal static class MlflowNames
{
    private const string BadCharacters =
        "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) "
        + "and slashes (/).";

    /// <param name="path">The path in the request, such as <c>metrics[1].name</c>.</param>
    /// <param name="what">The name in the message about its length.</param>
    public static void Check(string name, string path, string what)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/' or ' ' or ':'))
                throw Bad(name, path, BadCharacters);
        }

        var normal = Normalize(name);
        if (normal != name || normal == "." || normal.StartsWith('/')
            || normal.StartsWith("..", StringComparison.Ordinal))
        {
            throw Bad(name, path,
                "Names may be treated as files in certain cases, and must not resolve to other names when treated as "
                + $"such. This name would resolve to '{normal}'");
        }

        if (name.Length > Limits.KeyLengthMax) throw TooLong(what, Limits.KeyLengthMax);
    }

    public static MlflowException TooLong(string what, int limit) =>
        MlflowException.Invalid($"'{what}' exceeds the maximum length of {limit} characters");

    /// <summary>Cuts a value that is too long. Like MLflow, it reports no error.</summary>
    public static string Cut(string value, int limit)
    {
        if (value.Length <= limit) return value;
        return char.IsHighSurrogate(value[limit - 1]) ? value[..(limit - 1)] : value[..limit];
    }

    private static MlflowException Bad(string name, string path, string why) =>
        MlflowException.Invalid($"Invalid value {MlflowValues.Quote(name)} for parameter '{path}' supplied: {why}");

    // Normalizes a path as POSIX does: '.' and empty segments are removed, '..' removes the segment before it.
    private static string Normalize(string path)
    {
        var isRooted = path.StartsWith('/');
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".") continue;
            var goesUp = segment == ".." && (segments.Count > 0 ? segments[^1] != ".." : isRooted);
            if (!goesUp) segments.Add(segment);
            else if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
        }

        var joined = (isRooted ? "/" : "") + string.Join('/', segments);
        return joined.Length == 0 ? "." : joined;
    }
}
