using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>
/// Reads a complete body into a pooled buffer, for hot paths where <see cref="MlflowRequest"/> would be too slow.
/// </summary>
public static class MlflowBody
{
    /// <param name="parse">Must not keep a reference to the memory that it is given.</param>
    public static async ValueTask<T> Read<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> parse)
    {
        var pipe = context.Request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync(context.RequestAborted);
            if (!read.IsCompleted)
            {
                pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var rented = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, read.Buffer.Length));
            try
            {
                read.Buffer.CopyTo(rented);
                return parse(rented.AsMemory(0, (int)read.Buffer.Length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
                pipe.AdvanceTo(read.Buffer.End);
            }
        }
    }
}
