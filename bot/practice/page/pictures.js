// Pictures to send, drawn on the spot: no photo of anybody lies in this repository.

const WIDE = 1280;
const HIGH = 960;

export const SAMPLES = ["bike", "market", "note"];

export function draw(name) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDE;
  canvas.height = HIGH;
  const pen = canvas.getContext("2d");
  ({ bike, market, note })[name](pen);
  return canvas;
}

export const CLIP = "clip";

// A film of no content: enough to be sent by its id and to be shown as one.
export function asClip() {
  return new File([new TextEncoder().encode("\0\0\0\x18ftypmp42 practice")], "phong-tap.mp4", { type: "video/mp4" });
}

export async function asFile(canvas, name) {
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
  return new File([blob], `${name}.jpg`, { type: "image/jpeg" });
}

function sky(pen, top, bottom) {
  const shade = pen.createLinearGradient(0, 0, 0, HIGH);
  shade.addColorStop(0, top);
  shade.addColorStop(1, bottom);
  pen.fillStyle = shade;
  pen.fillRect(0, 0, WIDE, HIGH);
}

function wheel(pen, x, y) {
  pen.beginPath();
  pen.arc(x, y, 118, 0, 7);
  pen.stroke();
}

function bike(pen) {
  sky(pen, "#f7c77e", "#e88d67");
  pen.fillStyle = "#5d7f8f";
  pen.fillRect(0, 470, WIDE, 210);
  pen.fillStyle = "#6b5643";
  pen.fillRect(0, 660, WIDE, 300);
  pen.fillStyle = "#fff3c9";
  pen.beginPath();
  pen.arc(980, 380, 92, 0, 7);
  pen.fill();
  pen.strokeStyle = "#20262b";
  pen.lineWidth = 20;
  wheel(pen, 420, 730);
  wheel(pen, 850, 730);
  pen.strokeStyle = "#b3261e";
  pen.lineWidth = 24;
  pen.beginPath();
  pen.moveTo(420, 730); pen.lineTo(540, 520); pen.lineTo(800, 520); pen.lineTo(850, 730);
  pen.moveTo(540, 520); pen.lineTo(630, 730); pen.lineTo(800, 520);
  pen.moveTo(800, 520); pen.lineTo(775, 440); pen.lineTo(860, 425);
  pen.moveTo(490, 480); pen.lineTo(590, 480);
  pen.stroke();
}

function market(pen) {
  sky(pen, "#101c3a", "#2b3b63");
  const colours = ["#d2543c", "#e0a02f", "#3f8f6f", "#7d5ba6"];
  colours.forEach((colour, number) => {
    const x = 60 + number * 300;
    pen.fillStyle = "#20283f";
    pen.fillRect(x, 520, 250, 300);
    pen.fillStyle = colour;
    pen.beginPath();
    pen.moveTo(x - 20, 530); pen.lineTo(x + 30, 430); pen.lineTo(x + 220, 430); pen.lineTo(x + 270, 530);
    pen.fill();
    pen.fillStyle = "#ffe28a";
    pen.beginPath();
    pen.arc(x + 125, 590, 26, 0, 7);
    pen.fill();
  });
  pen.fillStyle = "#171d2e";
  pen.fillRect(0, 820, WIDE, 140);
}

function note(pen) {
  sky(pen, "#8a6f57", "#6d5542");
  pen.save();
  pen.translate(640, 480);
  pen.rotate(-0.05);
  pen.fillStyle = "#fbf7e9";
  pen.fillRect(-430, -330, 860, 660);
  pen.strokeStyle = "#b9cbd9";
  pen.lineWidth = 3;
  for (let y = -230; y < 300; y += 90) {
    pen.beginPath();
    pen.moveTo(-390, y); pen.lineTo(390, y);
    pen.stroke();
  }
  pen.fillStyle = "#23395b";
  pen.font = "italic 62px Georgia, serif";
  ["Xe tải, thùng màu xanh", "đổ rác xuống kênh", "lúc 22 giờ"].forEach((line, number) => pen.fillText(line, -370, -150 + number * 90 * 2 - number * 90));
  pen.restore();
}
