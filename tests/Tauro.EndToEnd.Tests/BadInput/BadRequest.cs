using System.Text;

namespace Tauro.EndToEnd.Tests.BadInput;

/// <summary>A request that must be refused, as it is sent over the wire.</summary>
internal sealed record BadRequest(
    string Why, string Method, string Target, byte[]? Body = null, string ContentType = "application/json")
{
    public static BadRequest Json(string why, Operation operation, string target, string body) =>
        new(why, operation.Method, target, Encoding.UTF8.GetBytes(body));

    public override string ToString() => $"{Method} {Truncate(Target)} ({Why})";

    private static string Truncate(string value) => value.Length < 120 ? value : value[..120] + "…";
}
