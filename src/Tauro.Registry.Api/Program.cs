using Tauro.Registry.Api.Consumers;

var builder = WebApplication.CreateBuilder(args);

builder.AddTauroServiceDefaults("registry");
builder.AddTauroOpenApi("registry");
builder.AddTauroCache();
builder.AddRegistry();
builder.AddTauroBus("registry", RegistryConsumers.Add);

var app = builder.Build();

app.MapTauroDefaultEndpoints();
app.MapRegistry();

app.Run();
