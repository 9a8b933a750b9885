// The recovery code, large enough to copy by hand; shown once.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: sheet

    required property FirstStart start

    spacing: Theme.gap

    Say { Layout.fillWidth: true; kind: "heading"; wrapMode: Text.Wrap; text: qsTr("ui.start.code_title") }
    Say { Layout.fillWidth: true; text: qsTr("ui.start.code_about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }

    Panel {
        Layout.fillWidth: true
        implicitHeight: code.implicitHeight + 56

        Say { id: code; objectName: "start.code"; anchors { left: parent.left; right: parent.right; margins: 28; verticalCenter: parent.verticalCenter } kind: "vitals"; horizontalAlignment: Text.AlignHCenter; fontSizeMode: Theme.factor > 1 ? Text.HorizontalFit : Text.FixedSize; minimumPixelSize: 28; font.letterSpacing: 2; lineHeight: 1.3; text: sheet.start.code }
    }

    Say { objectName: "start.kept"; visible: text !== ""; Layout.fillWidth: true; text: sheet.start.kept; wrapMode: Text.WrapAnywhere }
    FieldError { Layout.fillWidth: true; text: sheet.start.form.general }

    Flow {
        Layout.topMargin: 8
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: "start.written"; kind: "primary"; glyph: "check"; text: qsTr("ui.start.written"); onClicked: sheet.start.written_down() }
        Button { objectName: "start.pdf"; glyph: "pdf"; text: qsTr("ui.start.pdf"); onClicked: sheet.start.keep_code() }
    }
}
