using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Identity.Api.Audit;

/// <summary>
/// Sign-ins, invalid credentials and refused requests. The gateway reports them, and reads them for its audit of all
/// services.
/// </summary>
internal static class AuditEndpoints
{
    private const int ReportedMax = 1_000;
    private const string KeyPath = "api-keys/";

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/internal/identity/audit").RequiresService(TokenVerifier.Gateway)
            .ExcludeFromDescription();
        audit.MapPost("", Record);
        audit.MapPost("read", Read);
    }

    private static async Task<Results<NoContent, Invalid>> Record(
        List<AuditEntry> body, IIdentityStore store, IOptions<AuditOptions> options, CancellationToken cancel)
    {
        if (body.Count > ReportedMax)
            return Invalid.Because(ProblemCodes.LimitExceeded, $"There are more than {ReportedMax} entries.");
        for (var i = 0; i < body.Count; i++) body[i] = await Explain(body[i], store, cancel);
        await store.RecordSecurity(body, options.Value.ToRetention(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<AuditEntry>>> Read(
        [FromBody] SecurityQuery query, IIdentityStore store, CancellationToken cancel) =>
        TypedResults.Ok(await store.ReadSecurity(query, cancel));

    /// <summary>Adds why a key is not valid, which the gateway does not know: it has the valid ones only.</summary>
    private static async Task<AuditEntry> Explain(AuditEntry entry, IIdentityStore store, CancellationToken cancel)
    {
        if (entry.Action != AuditAction.Credentials
            || entry.Resource?.StartsWith(KeyPath, StringComparison.Ordinal) != true) return entry;
        var found = await store.GetKey(new ApiKeyId(entry.Resource[KeyPath.Length..]), cancel);
        if (!found.IsOk) return entry;
        var key = found.Value;
        var state = key.RevocationTime is not null ? "revoked"
            : key.ExpirationTime <= entry.Time ? "expired"
            : "valid, but the secret is not its own";
        return entry with { Detail = $"The key '{key.Name}' of {key.AccountId} is {state}." };
    }
}
