namespace Tauro.ServiceDefaults.OpenApi;

/// <summary>Registered when the service has an OpenAPI document to map.</summary>
internal sealed record OpenApiRegistration(string Service);
