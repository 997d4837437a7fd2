using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Rules;

/// <summary>
/// The checks of every backend on review queues. Names and users are trimmed, and users are in lower case, so that a
/// reviewer is found in any spelling.
/// </summary>
public static class ReviewRules
{
    /// <summary>The queue of everyone where there are no users: a name for a user's queue only.</summary>
    private const string Reserved = "default";

    /// <summary>Returns the request in its stored form.</summary>
    public static StoreOutcome<NewReviewQueue> Normalize(NewReviewQueue request)
    {
        var users = NormalizeUsers(request.Users);
        if (!users.IsOk) return users.Problem;
        var schemaIds = NormalizeIds(request.SchemaIds);
        if (request.CreatedBy is { } owner && CheckName("owner", owner) is { } badOwner) return badOwner;
        if (request.QueueType == ReviewQueueType.Custom)
        {
            var name = NormalizeName(request.Name);
            return name.IsOk
                ? request with { Name = name.Value, Users = users.Value, SchemaIds = schemaIds }
                : name.Problem;
        }

        var user = NormalizeUser(request.Name);
        if (CheckName("review queue", user) is { } badName) return badName;
        if (users.Value.Count > 0 && !users.Value.SequenceEqual([user]))
            return Invalid(
                $"The queue of the user '{NameRules.Excerpt(user)}' has other users: it must have exactly one, of the "
                + "same name.");
        return schemaIds.Length > 0
            ? Invalid("A user's queue asks all label schemas of the experiment; leave out the schema_ids.")
            : request with { Name = user, Users = [user], SchemaIds = [] };
    }

    /// <inheritdoc cref="Normalize(NewReviewQueue)"/>
    public static StoreOutcome<ReviewQueueChange> Normalize(ReviewQueueChange change)
    {
        if (change.Name is not null)
        {
            var name = NormalizeName(change.Name);
            if (!name.IsOk) return name.Problem;
            change = change with { Name = name.Value };
        }

        if (change.Users is not null)
        {
            var users = NormalizeUsers(change.Users);
            if (!users.IsOk) return users.Problem;
            change = change with { Users = users.Value };
        }

        if (change.CreatedBy is not null)
        {
            change = change with { CreatedBy = change.CreatedBy.Trim() };
            if (CheckName("owner", change.CreatedBy) is { } badOwner) return badOwner;
        }

        return change.SchemaIds is { } ids ? change with { SchemaIds = NormalizeIds(ids) } : change;
    }

    public static string NormalizeUser(string user) => user.Trim().ToLowerInvariant();

    /// <summary>Checks the user who changes the status of an item: someone, unless it is pending again.</summary>
    public static StoreProblem? CheckReviewer(ReviewStatus status, string? user) => status switch
    {
        ReviewStatus.Pending when user is not null =>
            Invalid("A pending review has no reviewer; leave out the completed_by."),
        ReviewStatus.Pending => null,
        _ when string.IsNullOrEmpty(user) =>
            Invalid("A review that is complete or declined has a reviewer; give the completed_by."),
        _ => CheckName("reviewer", user),
    };

    /// <summary>Checks the traces that one request adds to a queue, or removes from it.</summary>
    public static StoreProblem? CheckItems(IReadOnlyCollection<TraceId> traceIds) => traceIds.Count == 0
        ? Invalid("No traces were given; the item_ids must be a non-empty list.")
        : TraceRules.CheckIds(traceIds);

    internal static StoreProblem? CheckName(string what, string name) => NameRules.CheckName(what, name)
        ?? (name.Length > Limits.ReviewNameLengthMax
            ? Over($"The {what} name has {name.Length} characters; the limit is {Limits.ReviewNameLengthMax}.")
            : null);

    internal static StoreProblem Over(string message) => StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);

    internal static StoreProblem Invalid(string message) => StoreProblem.Invalid(ProblemCodes.InvalidRequest, message);

    private static StoreOutcome<string> NormalizeName(string name)
    {
        var trimmed = name.Trim();
        if (CheckName("review queue", trimmed) is { } problem) return problem;
        return trimmed.Equals(Reserved, StringComparison.OrdinalIgnoreCase)
            ? Invalid($"The name '{trimmed}' is reserved for a user's queue; use another name.")
            : trimmed;
    }

    private static StoreOutcome<IReadOnlyList<string>> NormalizeUsers(IReadOnlyList<string> users)
    {
        string[] all = [.. users.Select(NormalizeUser).Distinct().Order(StringComparer.Ordinal)];
        if (all.Length > Limits.ReviewUsersMax)
            return Over($"{all.Length} users were given; a review queue has at most {Limits.ReviewUsersMax}.");
        return all.Select(user => CheckName("user", user)).FirstOrDefault(problem => problem is not null) is { } bad
            ? bad
            : all;
    }

    private static LabelSchemaId[] NormalizeIds(IReadOnlyList<LabelSchemaId> ids) => [.. ids.Distinct().Order()];
}
