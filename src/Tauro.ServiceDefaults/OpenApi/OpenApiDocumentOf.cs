namespace Tauro.ServiceDefaults.OpenApi;

/// <summary>Says that there is a document to map, and whose it is.</summary>
internal sealed record OpenApiDocumentOf(string Service);
