global using DataHound.Domain.Observability;
global using DataHound.Functions.Http;
global using Microsoft.AspNetCore.Http;
global using Microsoft.AspNetCore.Mvc;
global using Microsoft.Extensions.Logging;
