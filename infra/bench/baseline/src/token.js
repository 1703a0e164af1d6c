import { AccessToken } from "livekit-server-sdk";

/** `POST /api/voice/token {userId, username, channelId}` → `{url, room, token}`, room scoped, valid for 10 h. */
export function voiceToken({ url, apiKey, apiSecret }) {
  return async (request, response) => {
    const { userId, username, channelId } = request.body ?? {};
    if (!userId || !channelId) return response.status(400).json({ error: "userId and channelId are needed" });
    const token = new AccessToken(apiKey, apiSecret, { identity: userId, name: username, ttl: "10h" });
    token.addGrant({ roomJoin: true, room: channelId, canPublish: true, canSubscribe: true });
    response.json({ url, room: channelId, token: await token.toJwt() });
  };
}
