using System.Text.Json;
using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>
/// Where the next page of a search begins, together with what was searched: another search does not go on from there.
/// </summary>
/// <param name="ExperimentIds">As they were given.</param>
/// <param name="FilterString">Null when there was none.</param>
/// <param name="OrderBy">The objects as they were given, as one JSON text; null when there were none.</param>
/// <param name="PageToken">The store's own token.</param>
internal sealed record LoggedModelToken(
    IReadOnlyList<string> ExperimentIds, string? FilterString, string? OrderBy, string? PageToken)
{
    public string Encode() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>The store's token in a client's one.</summary>
    /// <exception cref="MlflowException">It is none of ours, or one of another search.</exception>
    public string? Continue(string token)
    {
        var given = Decode(token);
        if (!given.ExperimentIds.SequenceEqual(ExperimentIds))
        {
            throw Differs(
                "Experiment IDs", "experiment IDs", $"[{string.Join(", ", ExperimentIds.Select(id => $"'{id}'"))}]",
                $"[{string.Join(", ", given.ExperimentIds.Select(id => $"'{id}'"))}]");
        }

        if (given.FilterString != FilterString)
            throw Differs("Filter string", "filter string", FilterString, given.FilterString);
        if (given.OrderBy != OrderBy) throw Differs("Order by", "order by", OrderBy, given.OrderBy);
        return given.PageToken;
    }

    private static LoggedModelToken Decode(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<LoggedModelToken>(Convert.FromBase64String(token)) is
                { ExperimentIds: not null } read
                ? read
                : throw new JsonException("It is null.");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw MlflowException.Invalid(
                $"Invalid page token: {MlflowNames.Cut(token, 100)}. Pass next_page_token as it was given.");
        }
    }

    private static MlflowException Differs(string what, string requested, string? due, string? found) =>
        MlflowException.Invalid(
            $"{what} in the page token do{(what.EndsWith('s') ? "" : "es")} not match the requested {requested}. "
            + $"Expected: {due ?? "None"}. Found: {found ?? "None"}");
}
