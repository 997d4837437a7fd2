using System.Text.Json.Serialization;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts;

/// <summary>The body of every error response: RFC 9457 problem details with a stable code.</summary>
/// <param name="Type">Where the code is explained, relative to the root of the documentation.</param>
/// <param name="Title">The code in words; the same for every occurrence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong, which value, and what to do.</param>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="TraceId">The trace id of the request, to find it in traces and logs.</param>
/// <param name="Verdict">For <see cref="ProblemCodes.PromotionRefused"/>: what each rule says.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonPropertyName("traceId")] string TraceId,
    GateVerdict? Verdict = null)
{
    /// <summary>
    /// The character of the filter that was not understood, counted from 1 in UTF-16 units; absent for other problems.
    /// </summary>
    public int? Position { get; init; }

    /// <summary>The media type of RFC 9457.</summary>
    public const string ContentType = "application/problem+json";
}
