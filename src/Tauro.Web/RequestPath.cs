namespace Tauro.Web;

/// <summary>Where the gateway serves the pages.</summary>
internal static class RequestPath
{
    /// <summary>Returns the path to which all links are relative; it ends in a slash.</summary>
    public static string GetBase(HttpRequest request) => request.PathBase.ToUriComponent() + "/";

    /// <summary>Returns the address of the API for clients, such as <c>http://localhost:5080</c>.</summary>
    public static string GetAddress(HttpRequest request) =>
        $"{request.Scheme}://{request.Host}{request.PathBase.ToUriComponent()}";
}
