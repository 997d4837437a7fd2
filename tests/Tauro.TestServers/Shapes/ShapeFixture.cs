using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Tauro.TestServers.Shapes;

/// <summary>
/// A request and its response. <c>path</c> is below <c>/api/2.0/mlflow</c>, unless it starts with a slash;
/// <c>method</c> is by default POST with a <c>request</c> and GET without. <c>send</c> has headers of the request,
/// <c>headers</c> those of the response; <c>upload</c> and <c>download</c> are bodies other than JSON.
/// </summary>
public sealed record ShapeFixture(
    HttpMethod Method,
    string Path,
    JsonNode? Body,
    string? Upload,
    IReadOnlyDictionary<string, string> Send,
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    string? Download,
    JsonNode? Response)
{
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder(), "*.json").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).Order();

    /// <summary>The path without its query.</summary>
    public string Target => Path.Split('?')[0];

    public static string ReadFile(string name) => File.ReadAllText(System.IO.Path.Combine(Folder(), name + ".json"));

    public static ShapeFixture Parse(string value)
    {
        var json = JsonNode.Parse(value)!.AsObject();
        var path = (string)json["path"]!;
        var (body, upload) = (json["request"], (string?)json["upload"]);
        var method = (string?)json["method"] ?? (body is null && upload is null ? "GET" : "POST");
        return new ShapeFixture(
            new HttpMethod(method), path.StartsWith('/') ? path : $"/api/2.0/mlflow/{path}", body, upload,
            Map(json["send"]), (int?)json["status"] ?? 200, Map(json["headers"]), (string?)json["download"],
            json["response"]);
    }

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(Method, Path);
        if (Upload is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Upload));
        else if (Body is not null)
            request.Content = new StringContent(Body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in Send) request.Headers.Add(name, value);
        return request;
    }

    private static Dictionary<string, string> Map(JsonNode? members) =>
        members?.AsObject().ToDictionary(member => member.Key, member => (string)member.Value!) ?? [];

    private static string Folder([CallerFilePath] string path = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "../../Tauro.Mlflow.Tests/Shapes/Fixtures");
}
