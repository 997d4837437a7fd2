using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>
/// The page token of a search, with its criteria: a search with other criteria can't continue from it.
/// </summary>
/// <param name="ExperimentIds">In the order of the request.</param>
/// <param name="FilterString">Null when there was none.</param>
/// <param name="OrderBy">The sort keys of the request, as one string; null when there were none.</param>
/// <param name="PageToken">The store's own token.</param>
internal sealed record LoggedModelToken(
    IReadOnlyList<ExperimentId> ExperimentIds, string? FilterString, string? OrderBy, string? PageToken)
{
    public string Encode() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Gets the store's token from the token of a client.</summary>
    /// <exception cref="MlflowException">The token is invalid, or belongs to another search.</exception>
    public string? Continue(string token)
    {
        var decoded = Decode(token);
        if (!decoded.ExperimentIds.SequenceEqual(ExperimentIds))
        {
            throw Mismatch(
                "Experiment IDs", "experiment IDs", $"[{string.Join(", ", ExperimentIds.Select(id => $"'{id}'"))}]",
                $"[{string.Join(", ", decoded.ExperimentIds.Select(id => $"'{id}'"))}]");
        }

        if (decoded.FilterString != FilterString)
            throw Mismatch("Filter string", "filter string", FilterString, decoded.FilterString);
        if (decoded.OrderBy != OrderBy) throw Mismatch("Order by", "order by", OrderBy, decoded.OrderBy);
        return decoded.PageToken;
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
                $"Invalid page token: {MlflowNames.Cut(token, 100)}. Pass next_page_token unchanged.");
        }
    }

    private static MlflowException Mismatch(string what, string requested, string? expected, string? found) =>
        MlflowException.Invalid(
            $"{what} in the page token do{(what.EndsWith('s') ? "" : "es")} not match the requested {requested}. "
            + $"Expected: {expected ?? "None"}. Found: {found ?? "None"}");
}
