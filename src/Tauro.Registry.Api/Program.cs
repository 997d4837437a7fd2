var builder = WebApplication.CreateBuilder(args);

builder.AddTauroServiceDefaults("registry");
builder.AddTauroOpenApi("registry");
builder.AddTauroCache();
builder.AddRegistry();

var app = builder.Build();

app.MapTauroDefaultEndpoints();
app.MapTauroEvents("registry");
app.MapRegistry();

app.Run();
