using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tauro.Artifacts.Http;

/// <summary>
/// The part of a file to send, and the status of the response. Follows the preconditions of RFC 9110, in the order of
/// its §13.2.2, and supports one range. A request for several ranges gets the entire file, as the RFC allows.
/// </summary>
internal readonly record struct ArtifactRange(int Status, long Start, long Length)
{
    private static readonly ArtifactRange PreconditionFailed = new(StatusCodes.Status412PreconditionFailed, 0, 0);
    private static readonly ArtifactRange NotModified = new(StatusCodes.Status304NotModified, 0, 0);
    private static readonly ArtifactRange NotSatisfiable = new(StatusCodes.Status416RangeNotSatisfiable, 0, 0);

    public static ArtifactRange From(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset? modified, long size)
    {
        var headers = request.GetTypedHeaders();
        if (headers.IfMatch is { Count: > 0 } wanted
                ? !AnyMatches(wanted, tag, strong: true)
                : headers.IfUnmodifiedSince < modified)
            return PreconditionFailed;
        if (headers.IfNoneMatch is { Count: > 0 } known
                ? AnyMatches(known, tag, strong: false)
                : headers.IfModifiedSince >= modified)
            return NotModified;
        return headers.Range is { Unit.Value: "bytes", Ranges: { Count: 1 } ranges } && IfRangeMatches(
            headers.IfRange, tag, modified)
            ? Part(ranges.First(), size)
            : new ArtifactRange(StatusCodes.Status200OK, 0, size);
    }

    private static ArtifactRange Part(RangeItemHeaderValue range, long size)
    {
        var start = range.From ?? size - Math.Min(range.To!.Value, size);
        var end = range.From is null ? size : Math.Min(range.To ?? long.MaxValue - 1, size - 1) + 1;
        return start < end
            ? new ArtifactRange(StatusCodes.Status206PartialContent, start, end - start)
            : NotSatisfiable;
    }

    // If-Range: the range applies only to the file that the client has a part of. If the file has changed, it gets all.
    private static bool IfRangeMatches(
        RangeConditionHeaderValue? condition, EntityTagHeaderValue tag, DateTimeOffset? modified) =>
        condition is null
        || (condition.EntityTag is { } ifRange
            ? ifRange.Compare(tag, useStrongComparison: true)
            : condition.LastModified >= modified);

    private static bool AnyMatches(IList<EntityTagHeaderValue> tags, EntityTagHeaderValue tag, bool strong) =>
        tags.Any(value => value.Equals(EntityTagHeaderValue.Any) || value.Compare(tag, strong));
}
