using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class PreviewPromotion
{
    public static async Task<Results<Ok<GateVerdict>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, GatePreview body, IPolicyStore store, GateEvidenceReader evidence,
        CancellationToken cancel)
    {
        if (body.Gate == PolicyGate.Registration)
            return Invalid.Because(
                ProblemCodes.InvalidRequest,
                "The version is registered already; preview the gate STAGING, PRODUCTION or ARCHIVED.");
        var read = await evidence.Read(name, version, body.Gate, null, cancel);
        if (read.Problem is { } changed) return changed.ToResult<Ok<GateVerdict>>();
        return (await store.Preview(name, version, body.Gate, read.Value, cancel))
            .ToResult(verdict => TypedResults.Ok(verdict));
    }
}
