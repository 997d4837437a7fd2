using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>Reads a body into one array, for handlers that need all of it at once.</summary>
public static class CompleteBody
{
    /// <summary>
    /// The most bytes of an array from the pool. A longer body has an array of its own, which is freed with the
    /// request.
    /// </summary>
    public const int PooledBytesMax = 1 << 20;

    private const int FirstBytes = 64 << 10;

    // The shared pool would keep dozens of arrays of each size per core.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(PooledBytesMax, maxArraysPerBucket: 8);

    /// <summary>Reads the body of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parse">
    /// Must not keep a reference to the memory if it has at most <see cref="PooledBytesMax"/> bytes.
    /// </param>
    public static ValueTask<T> Read<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> parse)
    {
        var request = context.Request;
        var held = context.Features.Get<HeldBody>();
        return Read(
            request.Body, request.ContentLength,
            body =>
            {
                // A document of its rows is parsed from it.
                if (body.Length > PooledBytesMax && request.HasJsonContentType()) held?.Add(body.Length);
                return parse(body);
            },
            context.RequestAborted);
    }

    /// <inheritdoc cref="Read{T}(HttpContext, Func{ReadOnlyMemory{byte}, T})"/>
    /// <param name="body">The body, or its decompressed form.</param>
    /// <param name="length">Its length, if that is known.</param>
    /// <param name="parse">Must not keep a reference to the memory.</param>
    /// <param name="cancel">Cancels the read.</param>
    public static async ValueTask<T> Read<T>(
        Stream body, long? length, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancel)
    {
        // One byte more than the length: the end is found without a larger array.
        var bytes = Rent((int)Math.Min(length + 1 ?? FirstBytes, FirstBytes));
        var count = 0;
        try
        {
            for (int read; (read = await body.ReadAsync(bytes.AsMemory(count), cancel)) > 0;)
            {
                count += read;
                if (count < bytes.Length) continue;
                var larger = Rent((int)Math.Min(2L * count, length >= count ? length.Value + 1 : long.MaxValue));
                bytes.AsSpan().CopyTo(larger);
                Return(bytes);
                bytes = larger;
            }

            return parse(bytes.AsMemory(0, count));
        }
        catch (OutOfMemoryException e)
        {
            // What was in use is free when other requests have ended.
            throw new BodyRefusedException(
                StatusCodes.Status429TooManyRequests, ProblemCodes.BodiesBusy,
                "The service has too little free memory for this request. Nothing was written; send it again in a "
                + "moment, or in smaller parts.",
                e);
        }
        finally
        {
            Return(bytes);
        }
    }

    private static byte[] Rent(int length) => length <= PooledBytesMax
        ? Pool.Rent(length)
        : GC.AllocateUninitializedArray<byte>(length);

    private static void Return(byte[] bytes)
    {
        if (bytes.Length <= PooledBytesMax) Pool.Return(bytes);
    }
}
