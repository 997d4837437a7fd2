using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>The host of a request as the client sent it, before the headers of a proxy replaced it.</summary>
internal sealed record ReceivedHost(HostString Host);
