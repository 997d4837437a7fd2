using Tauro.Contracts.Traces;

namespace Tauro.Web.Pages.Traces;

/// <summary>A span in a waterfall.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">How many parents it has.</param>
/// <param name="X">Where its bar begins, from 0 to <see cref="Waterfall.Width"/>.</param>
/// <param name="BarWidth">The width of its bar.</param>
/// <param name="Delay">Nanoseconds from the begin of the trace to its own.</param>
public sealed record WaterfallRow(Span Span, int Depth, double X, double BarWidth, long Delay)
{
    /// <summary>Nanoseconds; null while it has not ended.</summary>
    public long? Duration => Span.EndTime - Span.StartTime;
}
