using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.ServiceDefaults.Json;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// Says what is wrong with a request in the words of the client, who knows query names and JSON paths but neither
/// our parameters nor our types.
/// </summary>
internal static partial class BadRequestText
{
    public static string Of(HttpContext context, BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json) return OfJson(json);
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            return $"The content type '{Shown(context.Request.ContentType)}' is not taken here; "
                + $"{TakenTypes.Of(context)}.";
        if (bad.InnerException is IOException) return "The request body ended before it was complete.";
        if (FailedToBind().Match(bad.Message) is { Success: true } failed)
            return Unreadable(context, failed.Groups["name"].Value, failed.Groups["value"].Value);
        if (NotProvided().Match(bad.Message) is { Success: true } missing)
            return NotGiven(context, missing.Groups["name"].Value, missing.Groups["source"].Value);
        if (bad.Message.Contains("no body was provided", StringComparison.Ordinal))
            return "The request body is missing; send a JSON object.";
        return bad.Message;
    }

    public static string OfJson(JsonException json)
    {
        var where = json.Path is { Length: > 1 } path ? $" at {Shown(path)}" : "";
        var line = json.LineNumber is { } number ? $" (line {number + 1}, byte {json.BytePositionInLine + 1})" : "";
        return $"The JSON body can't be read{where}{line}: {Reason(json)}";
    }

    /// <param name="context">The request.</param>
    /// <param name="reason">What to say of a body whose limit is not the server's own.</param>
    public static string TooLarge(HttpContext context, string reason = "The request body is too large.") =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The request body is larger than {limit} bytes, the limit here. Split it into several requests."
            : reason;

    private static string NotGiven(HttpContext context, string name, string source) =>
        source.Contains("body", StringComparison.Ordinal)
            ? "The request body is missing or null; send a JSON object."
            : $"The {Place(source)} '{NameOf(context, name)}' is missing.";

    private static string Unreadable(HttpContext context, string name, string value)
    {
        var parameter = Find(context, name);
        var type = parameter?.ParameterInfo.ParameterType;
        var expected = type is null ? "" : $"; it takes {ValueText.Describe(type)}";
        return $"'{Shown(value)}' is not a value of '{NameOf(context, name)}'{expected}.";
    }

    private static string Reason(JsonException json)
    {
        if (json.Message.Contains("could not be converted to", StringComparison.Ordinal))
            return TargetType().Match(json.Message) is { Success: true } target
                ? "a value that does not fit; it takes "
                  + ValueText.DescribeByName(target.Groups["type"].Value, json.Path ?? "") + "."
                : "a value of the wrong kind.";
        if (json.Message.Contains("allow null values", StringComparison.Ordinal)
            || json.Message.Contains("allow setting null values", StringComparison.Ordinal))
            return "null does not fit; give a value.";
        if (json.Message.Contains("Duplicate propert", StringComparison.Ordinal))
            return "a member that is there twice.";
        if (MissingMembers().Match(json.Message) is { Success: true } missing)
            return $"these members are missing: {missing.Groups["names"].Value.TrimEnd('.')}.";
        if (json.Message.Contains("does not contain any JSON tokens", StringComparison.Ordinal))
            return "it is empty; send a JSON object.";

        // The serializer appends what we have said better: "Path: $.x | LineNumber: 0 | BytePositionInLine: 3."
        var end = json.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0) end = json.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end < 0 ? json.Message : json.Message[..end];
    }

    // The exception middleware takes the endpoint from the request and keeps it beside the exception.
    private static IParameterBindingMetadata? Find(HttpContext context, string name) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint())?.Metadata
            .GetOrderedMetadata<IParameterBindingMetadata>()
            .FirstOrDefault(parameter => parameter.Name == name || parameter.ParameterInfo.Name == name);

    private static string NameOf(HttpContext context, string name) =>
        Find(context, name)?.ParameterInfo.GetCustomAttributes(inherit: true) is { } attributes
            ? attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name
              ?? attributes.OfType<IFromHeaderMetadata>().FirstOrDefault()?.Name
              ?? attributes.OfType<IFromRouteMetadata>().FirstOrDefault()?.Name
              ?? name
            : name;

    private static string Place(string source) =>
        source.Contains("header", StringComparison.Ordinal) ? "header"
        : source.Contains("route", StringComparison.Ordinal) && !source.Contains("query", StringComparison.Ordinal)
            ? "path segment"
            : "query parameter";

    private static string Shown(string? text) =>
        new([.. (text ?? "").Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    [GeneratedRegex(
        """^Failed to bind parameter "(?<type>.*) (?<name>\S+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex FailedToBind();

    [GeneratedRegex("""^Required parameter "(?<type>.*) (?<name>\S+)" was not provided from (?<source>.*)\.$""")]
    private static partial Regex NotProvided();

    [GeneratedRegex(@"could not be converted to (?<type>\S+?)\. Path")]
    private static partial Regex TargetType();

    [GeneratedRegex("missing required properties including: (?<names>.*)")]
    private static partial Regex MissingMembers();
}
