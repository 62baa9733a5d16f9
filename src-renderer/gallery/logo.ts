/** An invented company's mark, 48 × 48, as the server would put it into a snapshot. */
export const logo =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAYAAABXAvmHAAAA6ElEQVR42u2auw7EMAgEU9/Hpr6/v7SufIZdYINAchMp0owjmYdzXRON4vO9f+taY30uDX0iICGzA7cIpIucgHsEUkQs8F6BEAkrOCpAFfHCMwRgCQR4F2kSTGhERhY+TCITPkQiG56a7FD4f6dQuIQX3nqMeiXS4E/yAF3CI4AmslIBViamCLB3HxUwS7B331oLjcAIdBRAS/ERGAFlAaYErZyo+gqyxVzq7keU00hzJNMTpMKzW8qI9/s39S3GKq8fbLUYLbYY7qLjdcYqvyMoh68Qkbonk4KPFJG+L5YER2Tmp4xO8QCpxji5guzjsAAAAABJRU5ErkJggg==';
