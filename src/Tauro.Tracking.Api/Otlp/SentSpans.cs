using Tauro.Contracts.Traces;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>The spans of a request.</summary>
/// <param name="Count">The number of spans that were sent.</param>
/// <param name="Rejected">The number of those with an id of zeros, which are not stored.</param>
/// <param name="Spans">The others.</param>
/// <param name="Failure">Why they cannot be stored; null if they can.</param>
internal sealed record SentSpans(int Count, int Rejected, List<Span> Spans, string? Failure)
{
    public static SentSpans From(List<OtlpSpan> sent)
    {
        var count = sent.Count;
        var rejected = sent.RemoveAll(SpanConverter.HasZeroId);
        try
        {
            return new SentSpans(count, rejected, [.. sent.Select(SpanConverter.FromOtlp)], null);
        }
        catch (OtlpFormatException e)
        {
            return new SentSpans(count, rejected, [], e.Message);
        }
    }
}
